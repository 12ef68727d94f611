"""What the store keeps of a machine: the fold of its stream; the tables that screens ask are production's."""

from momstation.machines.model.story import MachineStory, apply_story, empty_story
from momstation.store.fold import Fold


def machine_fold() -> Fold[MachineStory]:
    return Fold(name="machine", version=1, state=MachineStory, empty=empty_story, apply=apply_story)
