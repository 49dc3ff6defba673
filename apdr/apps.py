from django.apps import AppConfig


class ApdrConfig(AppConfig):
    name = "apdr"
    verbose_name = "Assess, plan, do, review"

    def ready(self) -> None:
        from agencies.referrals.hooks import TRIED
        from apdr import deadlines, permissions  # noqa: F401  registers what is due, and rules
        from apdr.advice.tried import tried_for
        from apdr.mapping import paper  # noqa: F401  registers long work
        from apdr.plans import printing, queries  # noqa: F401  registers long work, and what the register asks for
        from apdr.sessions import sheets  # noqa: F401  registers long work

        TRIED.append(tried_for)
