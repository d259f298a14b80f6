"""What is refused of a proposed text."""

from server.kit.errors import Conflict, Invalid


class ProposalDecided(Conflict):
    """It was published or withdrawn before."""

    code = "contract.template_decided"
    zh = "该模板草案已发布或已撤回"
    en = "This draft of a template was published or withdrawn before"


class PublishedByOneself(Conflict):
    """Who proposed may not publish."""

    code = "contract.template_own_draft"
    zh = "提出人不得自行发布模板，须由另一人复核"
    en = "Who proposed a template may not publish it: a second person has to"


class NoteMissing(Invalid):
    """A change of what borrowers sign says why."""

    code = "contract.template_note_missing"
    zh = "请说明修改模板的理由（不超过{length}字）"
    en = "Say why the template changes, in up to {length} characters"
