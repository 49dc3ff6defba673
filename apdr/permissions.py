from apdr.enums import PlanState
from apdr.models import Plan, ProgressMeeting, Provision, ProvisionPupil
from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, rule
from register.models import ClassTeacher, Pupil, SchoolClass


@rule(Permission.PLAN_EDIT)
def plan_is_not_reviewed(user, obj) -> None:
    """A reviewed plan is history."""
    if isinstance(obj, Plan) and obj.state == PlanState.CLOSED:
        raise Denied("This plan has been reviewed and is kept as it was. Start the next one.")


@rule(Permission.PROVISION_EDIT)
def provision_is_of_children_in_sight(user, obj) -> None:
    """Who does not see every pupil of the school changes a provision only where all its children are in their sight;
    one without children yet, only their own."""
    run = obj if isinstance(obj, Provision) else getattr(obj, "provision", None)
    if run is None or run.school_id in user.schools_where(Permission.PROVISION_VIEW_ALL):
        return
    places = ProvisionPupil.objects.filter(provision=run)
    if places.exclude(pupil__in=Pupil.objects.visible_to(user)).exists():
        raise Denied(
            f"Children of other classes are in this too: ask the {run.school.label('senco')} to change it."
        )
    if run.created_by_id != user.pk and not places.exists():
        raise Denied("Somebody else planned this, and no child of yours is in it: ask them to change it.")


@rule(Permission.SESSION_RECORD)
def session_is_of_provision_in_sight(user, obj) -> None:
    """Who delivers a provision, or may open the record of a child in it, writes its sessions down; the SENCo all."""
    run = obj if isinstance(obj, Provision) else getattr(obj, "provision", None)
    if run is not None and not Provision.objects.visible_to(user).filter(pk=run.pk).exists():
        raise Denied(
            "You neither deliver this nor teach a child in it: ask whoever does to record the session."
        )


@rule(Permission.PROGRESS_MEETING_RUN)
def meeting_is_of_own_class(user, obj) -> None:
    """A teacher runs the progress meetings of their own class; SENCo and head those of every class (R-11, R-13)."""
    klass = obj.school_class if isinstance(obj, ProgressMeeting) else obj
    if not isinstance(klass, SchoolClass) or user.roles_at(klass.school_id) & {Role.SENCO, Role.HEAD}:
        return
    if not ClassTeacher.objects.filter(school_class=klass, user=user).exists():
        raise Denied(f"You do not teach {klass.name}: choose a class of your own.")
