"""What is kept of the menu: courses, dated activities, outside codes, reserved seats, saved views."""

from comity.menu.models.activity import Activity, SeatShare
from comity.menu.models.areas import OpenArea
from comity.menu.models.course import Course
from comity.menu.models.drafts import OfferDraft
from comity.menu.models.offering import Offering
from comity.menu.models.outside import ExternalCode
from comity.menu.models.views import SavedView

__all__ = ["Activity", "Course", "ExternalCode", "OfferDraft", "Offering", "OpenArea", "SavedView", "SeatShare"]
