"""What the libraries say, said anew: this app comes before them, and so do its catalogs.

What allauth writes in English With Capitals becomes a sentence, like our own words, with one word
for one thing in Arabic. What Django has no Arabic for, and would say in French to a reader of
Arabic, gets its Arabic. French stays as the libraries have it.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

LIBRARY_WORDS = (
    _("Account Already Exists"),
    _("Account Inactive"),
    _("Activate Authenticator App"),
    _("Add Email"),
    _("Add Email Address"),
    _("Add Security Key"),
    _("Authenticator App"),
    _("Authenticator App Activated"),
    _("Authenticator App Deactivated"),
    _("Cancel Change"),
    _("Change Email"),
    _("Change Password"),
    _("Confirm Access"),
    _("Current Password"),
    _("Deactivate Authenticator App"),
    _("Don't Trust"),
    _("Edit Security Key"),
    _("Email Address"),
    _("Email Addresses"),
    _("Email Changed"),
    _("Email Confirmation"),
    _("Email Removed"),
    _("Email Verification"),
    _("Enter Email Verification Code"),
    _("Enter Password Reset Code"),
    _("Enter Sign-In Code"),
    _("Make Primary"),
    _("New Password"),
    _("New Password (again)"),
    _("New Recovery Codes Generated"),
    _("Password Changed"),
    _("Password Reset"),
    _("Password Reset Code"),
    _("Password Reset Email"),
    _("Password Set"),
    _("Please Confirm Your Email Address"),
    _("Re-send Verification"),
    _("Recovery Codes"),
    _("Remember Me"),
    _("Remove Security Key"),
    _("Request Code"),
    _("Reset My Password"),
    _("Security Key Added"),
    _("Security Key Removed"),
    _("Security Keys"),
    _("Set Password"),
    _("Sign In"),
    _("Sign Out"),
    _("Sign Out Other Sessions"),
    _("Sign Up"),
    _("Sign Up Closed"),
    _("Sign-In Code"),
    _("Trust this Browser?"),
    _("Two-Factor Authentication"),
    _("Unknown Account"),
    _("Verify Your Email Address"),
)

SHORT_PASSWORD = ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
    "count",
)
UNTOLD_IN_ARABIC = (
    _("Conflicting form data submitted. Please try again."),
    _("Constraint “%(name)s” is violated."),
    _("Enter a valid %(protocol)s address."),
    _("Enter a valid domain name."),
    _("Ensure this value is a multiple of step size %(limit_value)s."),
)
