"""What a column called so most likely means, in the languages that people name columns in."""

import unicodedata

_NAMES = {
    "todo": (
        "to do|todo|backlog|ideas|inbox|open|new|planned|next|ready|selected for development|"
        "icebox|requested|zu erledigen|offen|geplant|ideen|a faire|idees|"
        "por hacer|pendiente|pendientes|da fare|a fazer|te doen|att gora|сделать|к выполнению|"
        "待办|待辦|未着手|할 일|할일|do zrobienia"
    ),
    "in_progress": (
        "doing|in progress|wip|in development|in work|started|working|active|in arbeit|"
        "in bearbeitung|en cours|en curso|en progreso|haciendo|in corso|fazendo|em andamento|"
        "em progresso|bezig|pagaende|в работе|в процессе|делаю|进行中|進行中|作業中|"
        "진행 중|진행중|w toku"
    ),
    "in_review": (
        "review|in review|code review|qa|testing|test|in test|verify|to verify|approval|staging|"
        "prufung|in prufung|revue|en revue|a valider|revision|en revision|revisao|em revisao|"
        "in revisione|на проверке|проверка|тестирование|审核|"
        "レビュー|レビュー中|검토|검토 중|testy"
    ),
    "blocked": (
        "blocked|on hold|waiting|waiting for|stuck|paused|impeded|blockiert|wartet|warten|bloque|"
        "en attente|bloqueado|bloqueada|en espera|bloccato|in attesa|impedido|заблокировано|"
        "ожидание|阻塞|保留|待機|보류|차단|zablokowane"
    ),
    "done": (
        "done|complete|completed|closed|finished|released|shipped|deployed|resolved|live|published|"
        "erledigt|fertig|abgeschlossen|termine|fait|fini|hecho|terminado|completado|fatto|"
        "completato|feito|concluido|klaar|gedaan|klart|готово|сделано|выполнено|完成|已完成|完了|"
        "완료|zrobione|gotowe"
    ),
    "archived": "archive|archived|archiv|archives|archivado|arquivado|cancelled|canceled|won't do",
}


def known_state(name: str) -> str | None:
    """The state that a column's name says, without regard to case, accents, signs or pictures."""
    return _STATES.get(_plain(name))


def _plain(name: str) -> str:
    """Letters, digits and single spaces; accents of Latin letters dropped."""
    text = unicodedata.normalize("NFKD", name.casefold())
    letters = [
        character if character.isalnum() or character == "'" else " "
        for character in text
        if not unicodedata.combining(character)
    ]
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


_STATES = {_plain(name): state for state, names in _NAMES.items() for name in names.split("|")}
