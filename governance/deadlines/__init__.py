"""What governance asks for by a day: each room's kinds and sources."""

from governance.deadlines import complaints, information, policies, posts, training  # noqa: F401  registers them
