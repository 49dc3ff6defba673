from django.apps import AppConfig


class EhcpConfig(AppConfig):
    name = "ehcp"
    verbose_name = "EHC plans"

    def ready(self) -> None:
        from ehcp import deadlines, permissions  # noqa: F401  registers what is due, and rules
        from ehcp.annual import hooks  # noqa: F401  registers long work, and whose papers are whose
        from ehcp.assessing import jobs  # noqa: F401  registers long work
        from ehcp.delivery import hooks as delivery_hooks  # noqa: F401  where the authority's document opens
        from ehcp.visitor import hooks as visitor_hooks  # noqa: F401  keeps the role of who is invited to a review
