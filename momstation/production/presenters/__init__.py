"""Puts production into finished words and numbers; no widget, no decision, no truth of its own."""

from momstation.production.presenters.bands import BandsPresenter
from momstation.production.presenters.board import BoardPresenter, worst_first
from momstation.production.presenters.dispatch import DispatchPresenter
from momstation.production.presenters.home import HomePresenter
from momstation.production.presenters.oee import OeePresenter
from momstation.production.presenters.quantity import QuantityPresenter
from momstation.production.presenters.scrap import ScrapPresenter
from momstation.production.presenters.stop_reason import StopReasonPresenter

__all__ = [
    "BandsPresenter",
    "BoardPresenter",
    "DispatchPresenter",
    "HomePresenter",
    "OeePresenter",
    "QuantityPresenter",
    "ScrapPresenter",
    "StopReasonPresenter",
    "worst_first",
]
