"""What is due by EHC plans, needs assessments and annual reviews. Every date is one of `ehcp.statute`, or the school's own
as ehcp/deadlines/own.py states it."""

from ehcp.deadlines import assessments, calendar, families, kinds, places, plans, reviews

__all__ = ["assessments", "calendar", "families", "kinds", "places", "plans", "reviews"]
