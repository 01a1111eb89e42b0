"""The prompter without a model: the wish is the prompt."""

from core.imagery.prompting.port import PicturePrompt, PromptRequest
from core.ports import Checkpoint, unwatched


class PlainPrompter:
    """Leaves wishes as they are; of an empty one the picture source thinks of something itself."""

    name = "plain"

    def compose(self, request: PromptRequest, *, checkpoint: Checkpoint = unwatched) -> PicturePrompt:
        """As `Prompter.compose`."""
        return PicturePrompt(request.wish, caption=request.wish, prompt=request.wish, engine=self.name)
