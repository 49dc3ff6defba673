"""What is due by support plans, review meetings with parents and provision."""

from apdr.deadlines import calendar, families, kinds, meetings, plans, provision, rounds, sessions

__all__ = ["calendar", "families", "kinds", "meetings", "plans", "provision", "rounds", "sessions"]
