"""How allauth's sign-in is bound to the school's people: nobody signs up; codes are for families."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "That is not the code we sent. Look at the newest message, or ask for another code.",
        "email_password_mismatch": "The email address or the password is not right. Check both, and try again.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False  # people come in by invitation only

    def is_login_by_code_required(self, login) -> bool:
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False
