from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Outside agencies"

    def ready(self) -> None:
        from agencies import deadlines, permissions  # noqa: F401  registers what is due, and rules
        from agencies.reports import reading  # noqa: F401  registers long work
        from agencies.reports.ground import handed_to_others, unchecked
        from agencies.visitor import hooks  # noqa: F401  ends invitations when consent ends
        from agencies.visits import actions, entries  # noqa: F401  calls visits off when consent ends; fills the calendar
        from register.hooks import HANDED_TO_OTHERS, HELD_BACK

        HELD_BACK.append(unchecked)
        HANDED_TO_OTHERS.append(handed_to_others)
