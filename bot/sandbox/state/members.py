"""Members of groups: status, rights, permissions."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.state.users import User

REQUIRED_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
OPTIONAL_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
ADMIN_RIGHTS = (*REQUIRED_RIGHTS, *OPTIONAL_RIGHTS)
USUAL_RIGHTS = frozenset(
    {
        "can_manage_chat", "can_delete_messages", "can_restrict_members", "can_change_info",
        "can_invite_users", "can_pin_messages", "can_manage_topics",
    }
)  # fmt: skip

PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
# Permissions of all members of a new group.
OPEN_PERMISSIONS = dict.fromkeys(PERMISSIONS, True) | {"can_change_info": False, "can_pin_messages": False}


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


INSIDE = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED})


@dataclass(slots=True)
class Member:
    """`rights` are an administrator's rights or a restricted member's permissions; absent ones are refused."""

    user: User
    status: Status = Status.MEMBER
    rights: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False
    until: int = 0

    @property
    def is_inside(self) -> bool:
        return self.status in INSIDE

    @property
    def is_admin(self) -> bool:
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    def manages(self, right: str) -> bool:
        """True for an administrator with this right."""
        return self.status is Status.CREATOR or (self.is_admin and self.rights.get(right, False))

    def card(self, *, forum: bool = False) -> Payload:
        """The ChatMember object of this status, with every field the schema requires."""
        card: Payload = {"status": self.status.value, "user": self.user.card()}
        match self.status:
            case Status.CREATOR:
                card["is_anonymous"] = self.anonymous
            case Status.ADMINISTRATOR:
                card |= self._admin_fields(forum)
            case Status.RESTRICTED:
                permissions = {name: self.rights.get(name, False) for name in PERMISSIONS}
                card |= {"is_member": True, "until_date": self.until, **permissions}
            case Status.KICKED:
                card["until_date"] = self.until
            case _:
                pass
        return card

    def _admin_fields(self, forum: bool) -> Payload:
        optional = {
            "can_pin_messages": self.rights.get("can_pin_messages", False),
            "can_manage_topics": self.rights.get("can_manage_topics", False) if forum else None,
        }
        required = {name: self.rights.get(name, False) for name in REQUIRED_RIGHTS}
        return {
            "can_be_edited": False,
            "is_anonymous": self.anonymous,
            **required,
            **present(**optional),
        }
