"""What is due in work with outside agencies, by day: referrals, visits, reports and advice, meetings, checks."""

from agencies.deadlines import directory, kinds, meetings, referrals, reports, visits

__all__ = ["directory", "kinds", "meetings", "referrals", "reports", "visits"]
