"""What a station says that cannot be practised on, in words that lead on."""

from collections.abc import Mapping
from types import MappingProxyType

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "training.no_plant": N_(
            "There is nothing to practise with: neither {file} nor the training records hold orders, reasons or "
            "people. Bring them in with: momstation plant import FOLDER --config {config} --training"
        ),
        "training.not_asked": N_("Only what was practised can be forgotten: say --training with --fresh."),
        "training.no_machines": N_(
            "The simulated machines to practise with did not start: {detail}. Start the station again; "
            "if that does not help, call support."
        ),
    }
)
