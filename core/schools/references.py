"""Public references: what URLs and letters show instead of primary keys. They say nothing about a child."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another: 0 O, 1 I L, U V
LENGTH = 10


def new_reference() -> str:
    """Ten characters at random (49 bits), for example "7K2M9QXAB4"."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
