"""Who reacts to what, for the whole product, on one page.

After the commit the order is: forget the cache, broadcast to the rooms, wake the jobs.
"""

from accounts import broadcasts as account
from accounts.events import (
    InvitationRevoked,
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    MemberRoleChanged,
    ProfileUpdated,
    SignInEnded,
    WorkspaceCreated,
    WorkspaceDeleted,
    WorkspaceRestored,
    WorkspaceUpdated,
)
from accounts.selectors import people_found
from accounts.socket_sign_in import gatekeeper
from ai import broadcasts as ai
from ai.events import DiagramDrawn
from boards import broadcasts as board
from boards.events import (
    BoardCreated,
    BoardDeleted,
    BoardRestored,
    BoardShared,
    BoardTemplatesChanged,
    BoardUpdated,
)
from boards.handlers import draw_first_board
from boards.selectors import board_titles, boards_found, log_of_board
from boards.services.assets import assets_used
from integrations import broadcasts as integration
from integrations.events import (
    IntegrationConnected,
    IntegrationDisconnected,
    IntegrationUpdated,
    PullRequestChanged,
)
from tasks import broadcasts as task
from tasks.events import (
    AttachmentAdded,
    AttachmentRemoved,
    AttachmentScanned,
    AutomationRan,
    CommentCreated,
    CommentDeleted,
    CommentUpdated,
    DashboardChanged,
    InitiativeChanged,
    IntakeChanged,
    NotificationSent,
    ProjectCreated,
    ProjectDeleted,
    ProjectUpdated,
    RecurrenceChanged,
    SavedViewChanged,
    ServiceTargetBreached,
    ServiceTargetChanged,
    SprintCompleted,
    SprintCreated,
    SprintDeleted,
    SprintStarted,
    SprintUpdated,
    TaskCreated,
    TaskDeleted,
    TaskMoved,
    TaskUpdated,
    TemplatesChanged,
    TimeChanged,
    TimerChanged,
)
from tasks.handlers import (
    continue_task_series,
    fill_new_workspace,
    forget_automations,
    tell_people_of_comment,
    tell_people_of_task,
    wake_automations,
    wake_reading,
)
from tasks.selectors import found as task_finds
from tasks.selectors.access import log_of_project, log_of_task
from tasks.selectors.sprints import log_of_sprint
from tasks.services.files.room import count_also
from teamflow.common import rooms
from teamflow.common.events import subscribe
from teamflow.common.identity import set_gatekeeper
from teamflow.common.references import register_namer
from teamflow.common.search.showing import register_shower


def connect() -> None:
    """Join events to handlers and rooms to those who may enter; called once at start."""
    set_gatekeeper(gatekeeper)
    _connect_accounts()
    _connect_tasks()
    _connect_rules()
    _connect_boards()
    _connect_ai()
    _connect_integrations()
    _connect_search()


def _connect_accounts() -> None:
    rooms.register_room_kind(
        rooms.RoomKind(name="workspace", authorise=account.workspace_room, has_presence=True)
    )
    rooms.register_room_kind(rooms.RoomKind(name="user", authorise=account.user_room))
    subscribe(ProfileUpdated, after_commit=[account.broadcast])
    subscribe(
        WorkspaceCreated,
        within=[fill_new_workspace, draw_first_board],
        after_commit=[account.forget_owner_role, account.broadcast],
    )
    subscribe(WorkspaceUpdated, after_commit=[account.broadcast])
    subscribe(
        WorkspaceDeleted,
        after_commit=[account.forget_roles, account.broadcast, account.close_members_sockets],
    )
    subscribe(WorkspaceRestored, after_commit=[account.forget_roles, account.broadcast])
    subscribe(MemberInvited, after_commit=[account.broadcast])
    subscribe(InvitationRevoked, after_commit=[account.broadcast])
    subscribe(MemberJoined, after_commit=[account.forget_role, account.broadcast])
    subscribe(
        MemberRoleChanged,
        after_commit=[account.forget_role, account.broadcast, account.close_sockets],
    )
    subscribe(
        MemberRemoved,
        after_commit=[account.forget_role, account.broadcast, account.close_sockets],
    )
    subscribe(SignInEnded, after_commit=[account.broadcast, account.close_sockets])


def _connect_tasks() -> None:
    rooms.register_room_kind(
        rooms.RoomKind(name="project", authorise=log_of_project, has_presence=True)
    )
    rooms.register_room_kind(rooms.RoomKind(name="task", authorise=log_of_task, has_presence=True))
    subscribe(ProjectCreated, after_commit=[task.broadcast])
    subscribe(ProjectUpdated, after_commit=[task.broadcast])
    subscribe(ProjectDeleted, after_commit=[task.broadcast])
    subscribe(
        TaskCreated,
        within=[tell_people_of_task],
        after_commit=[task.broadcast, wake_automations, wake_reading],
    )
    subscribe(
        TaskUpdated,
        within=[tell_people_of_task, continue_task_series],
        after_commit=[task.broadcast, wake_automations, wake_reading],
    )
    subscribe(
        TaskMoved,
        within=[tell_people_of_task, continue_task_series],
        after_commit=[task.broadcast, wake_automations],
    )
    subscribe(TaskDeleted, after_commit=[task.broadcast])
    subscribe(
        CommentCreated,
        within=[tell_people_of_comment],
        after_commit=[task.broadcast, wake_automations],
    )
    subscribe(CommentUpdated, within=[tell_people_of_comment], after_commit=[task.broadcast])
    subscribe(InitiativeChanged, after_commit=[task.broadcast])
    subscribe(SavedViewChanged, after_commit=[task.broadcast])
    subscribe(NotificationSent, after_commit=[task.broadcast])
    subscribe(CommentDeleted, after_commit=[task.broadcast])
    subscribe(DashboardChanged, after_commit=[task.broadcast])
    subscribe(TemplatesChanged, after_commit=[task.broadcast])
    subscribe(AttachmentAdded, after_commit=[task.broadcast])
    subscribe(AttachmentScanned, after_commit=[task.broadcast])
    subscribe(AttachmentRemoved, after_commit=[task.broadcast])
    rooms.register_room_kind(
        rooms.RoomKind(name="sprint", authorise=log_of_sprint, has_presence=True)
    )
    for event in (SprintCreated, SprintUpdated, SprintStarted, SprintCompleted, SprintDeleted):
        subscribe(event, after_commit=[task.broadcast])


def _connect_rules() -> None:
    for event in (
        TimeChanged,
        TimerChanged,
        RecurrenceChanged,
        IntakeChanged,
        ServiceTargetChanged,
    ):
        subscribe(event, after_commit=[task.broadcast])
    subscribe(AutomationRan, after_commit=[forget_automations, task.broadcast])
    subscribe(ServiceTargetBreached, after_commit=[task.broadcast, wake_automations])


def _connect_boards() -> None:
    register_namer("board", board_titles)
    count_also(assets_used)
    rooms.register_room_kind(
        rooms.RoomKind(name="board", authorise=log_of_board, has_presence=True)
    )
    for event in (BoardCreated, BoardUpdated, BoardRestored, BoardTemplatesChanged):
        subscribe(event, after_commit=[board.broadcast])
    for ending in (BoardDeleted, BoardShared):
        subscribe(ending, after_commit=[board.broadcast, board.close_sockets])


def _connect_ai() -> None:
    subscribe(DiagramDrawn, after_commit=[ai.broadcast])


def _connect_integrations() -> None:
    for event in (
        IntegrationConnected,
        IntegrationUpdated,
        IntegrationDisconnected,
        PullRequestChanged,
    ):
        subscribe(event, after_commit=[integration.broadcast])


def _connect_search() -> None:
    register_shower("task", task_finds.tasks_found)
    register_shower("comment", task_finds.comments_found)
    register_shower("attachment", task_finds.attachments_found)
    register_shower("project", task_finds.projects_found)
    register_shower("sprint", task_finds.sprints_found)
    register_shower("milestone", task_finds.milestones_found)
    register_shower("label", task_finds.labels_found)
    register_shower("view", task_finds.views_found)
    register_shower("board", boards_found)
    register_shower("person", people_found)
