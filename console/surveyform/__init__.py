"""A survey's form as a household sees it: the page behind its code, open to everybody who holds that code."""

from console.surveyform.opening import Address
from console.surveyform.routes import SurveyForms

__all__ = ["Address", "SurveyForms"]
