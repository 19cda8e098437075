"""What the columns of a table mean, by their headers: each tracker's own, in many languages."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tasks.importers.cells import plain

# What a column may become. `note` is kept as a line of the description.
MEANINGS = (
    "id", "key", "title", "description", "status", "category", "priority", "type",
    "assignee", "assignee_id", "assignee_email", "watcher", "watcher_id", "reporter",
    "reporter_id", "labels", "label", "sprint", "sprint_start", "sprint_end", "points",
    "estimate", "start_date", "due_date", "created_at", "completed_at", "archived_at",
    "resolution", "parent_id", "parent_key", "parent_title", "comment", "attachment",
    "blocks", "blocked_by", "relates", "duplicates", "spent", "environment", "rank", "note",
)  # fmt: skip
# Of these a card has several, each in a column of its own.
REPEATED = frozenset(
    {"label", "labels", "sprint", "comment", "attachment", "note", "watcher", "watcher_id",
     "parent_id", "parent_key", "blocks", "blocked_by", "relates", "duplicates", "points",
     "start_date", "completed_at"}
)  # fmt: skip

_COMMON = {
    "id": "id|task id|issue id|uuid|identifiant|id de tarea|aufgaben-id",
    "key": "key|issue key|reference|vorgangsschlussel|cle de ticket|clave de incidencia|"
    "chave do item|chave da ocorrencia|chiave ticket|キー|키",
    "title": "title|name|summary|task|task name|subject|issue title|zusammenfassung|titel|aufgabe|"
    "resume|titre|nom|tache|resumen|titulo|nombre|tarea|nome|tarefa|riepilogo|titolo|samenvatting|"
    "resumo|要約|タイトル|标题|標題|요약|제목|название|задача|tytul|zadanie",
    "description": "description|notes|note|details|body|issue description|beschreibung|notizen|"
    "descripcion|notas|descricao|descrizione|omschrijving|説明|描述|说明|설명|описание|opis",
    "status": "status|state|column|list|section|section/column|stage|etat|statut|estado|situacao|"
    "stato|spalte|liste|ステータス|状态|狀態|상태|статус",
    "category": "status category|statuskategorie|categorie d'etat|categoria de estado",
    "priority": "priority|prioritat|priorite|prioridad|prioridade|priorita|prioriteit|優先度|"
    "优先级|"
    "우선순위|приоритет|priorytet",
    "type": "type|issue type|work type|vorgangstyp|type de ticket|tipo de incidencia|"
    "tipo de item|tipo|課題タイプ|이슈 유형",
    "assignee": "assignee|assigned to|owner|assignees|bearbeiter|zugewiesene person|"
    "personne assignee|"
    "responsable|persona asignada|asignado a|responsavel|assegnatario|toegewezen aan|担当者|"
    "负责人|담당자|"
    "исполнитель",
    "assignee_email": "assignee email|assigned email",
    "labels": "labels|tags|label|tag|etiquettes|etiquetas|stichworter|stichworte|etichette|"
    "ラベル|标签|"
    "레이블|метки|etykiety",
    "sprint": "sprint|cycle name|cycle|iteration|スプリント|스프린트|спринт",
    "sprint_start": "cycle start|cycle start date|sprint start",
    "sprint_end": "cycle end|cycle end date|sprint end",
    "points": "points|story points|estimate|estimation|story point estimate|punkte|puntos",
    "start_date": "start date|start|startdatum|date de debut|fecha de inicio|data de inicio|開始日",
    "due_date": "due date|due|deadline|target date|end date|falligkeitsdatum|fallig am|"
    "date d'echeance|echeance|fecha de vencimiento|data limite|data de entrega|scadenza|期限|"
    "截止日期|기한|срок",
    "created_at": "created|created at|creation date|erstellt|cree|creee le|creada|creado|criado|"
    "作成日|"
    "创建日期",
    "completed_at": "completed at|completed|closed at|resolved|done at|erledigt|resolu|resuelta|"
    "resolvido|解決日",
    "archived_at": "archived|archived at|canceled|cancelled",
    "parent_key": "parent|parent issue|parent key|parent task key",
    "parent_title": "parent task|parent name",
    "blocks": "blocks|blocking",
    "blocked_by": "blocked by|depends on|predecessors",
    "relates": "related to|relates to",
    "duplicates": "duplicate of|duplicates",
    "comment": "comment|comments|kommentar|commentaire|comentario|コメント",
    "attachment": "link|url|attachment|attachments|anhang|piece jointe|adjunto|anexo",
}  # fmt: skip

_JIRA = {
    **_COMMON,
    "id": "issue id|vorgangs-id|id de ticket|id de incidencia|課題 id",
    "description": "description|beschreibung|descripcion|descricao|descrizione|説明|描述|설명|"
    "описание",
    "environment": "environment|umgebung|environnement|entorno",
    "assignee_id": "assignee id|bearbeiter-id",
    "watcher": "watchers", "watcher_id": "watchers id",
    "reporter": "reporter|creator", "reporter_id": "reporter id|creator id",
    "label": "labels|label|stichworter|stichworte|etiquettes|etiquetas|components|component|"
    "component/s|fix versions|fix version/s|komponenten|composants|componentes|losungsversionen",
    "labels": "",
    "resolution": "resolution|losung|resolucion|resolucao",
    "completed_at": "resolved|erledigt|resolu|resuelta|resolvido|解決日",
    "points": "custom field (story points)|custom field (story point estimate)|"
    "campo personalizado (story points)|campo personalizado (story point estimate)|"
    "champ personnalise (story points)|benutzerdefinierte felder (story points)|story points",
    "start_date": "custom field (start date)|custom field (target start)|"
    "campo personalizado (start date)|start date",
    "due_date": "due date|falligkeitsdatum|date d'echeance|fecha de vencimiento|data limite|期限",
    "estimate": "original estimate|ursprungliche schatzung|estimation originale|"
    "estimacion original",
    "spent": "time spent",
    "rank": "custom field (rank)|campo personalizado (rank)|champ personnalise (rank)",
    "parent_id": "parent|parent id|ubergeordnet|principal|pere",
    "parent_key": "parent key|custom field (epic link)|custom field (parent link)|"
    "campo personalizado (epic link)|champ personnalise (epic link)",
    "blocks": "outward issue link (blocks)", "blocked_by": "inward issue link (blocks)",
    "duplicates": "outward issue link (duplicate)|outward issue link (cloners)",
    "relates": "outward issue link (relates)",
    "comment": "comment|comments|kommentar|commentaire|comentario|comentarios|コメント",
    "attachment": "attachment|attachments|anhang|piece jointe|adjunto|adjuntos|anexo",
}  # fmt: skip

_ASANA = {**_COMMON, "id": "task id", "labels": "tags", "key": "", "parent_title": "parent task",
          "parent_key": "", "label": "projects"}  # fmt: skip
_LINEAR = {**_COMMON, "id": "uuid", "key": "id", "points": "estimate", "sprint": "cycle name",
           "archived_at": "archived|canceled", "completed_at": "completed", "label": "project",
           "reporter": "creator"}  # fmt: skip
_PLANE = {**_COMMON, "id": "", "key": "id", "sprint": "cycle name", "label": "module name",
          "reporter": "created by"}  # fmt: skip
_PROFILES: Mapping[str, Mapping[str, str]] = {
    "csv": _COMMON, "jira": _JIRA, "asana": _ASANA, "linear": _LINEAR, "plane": _PLANE,
}  # fmt: skip
_LINK = re.compile(r"(?:in|out)ward issue link \(.*\)$")
_CUSTOM = re.compile(
    r"(?:custom field|campo personalizado|champ personnalise|benutzerdefiniertes feld|"
    r"benutzerdefinierte felder|aangepast veld)\s*\((?P<name>.*)\)$"
)
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,19}-\d{1,9}$")
# Jira's own order of rows, and what it counts by itself: nobody wrote that.
_COUNTED = {
    "development",
    "issue color",
    "[chart] date of first response",
    "chart date of first response",
    "flagged",
}


def source_of(headers: Sequence[str]) -> str:
    """Whose table it is, by the headers that only it has."""
    names = {plain(header) for header in headers}
    if {"task id", "name"} <= names:
        return "asana"
    if {"identifier", "team"} <= names or {"team", "title", "status"} <= names:
        return "linear"
    if {"project", "name", "state", "created by"} <= names:
        return "plane"
    has_key = names & _words("jira", "key") - {"key", "reference"}
    if has_key or ({"issue id", "issue type"} & names and "summary" in names):
        return "jira"
    return "csv"


def guess(source: str, headers: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """For each column what it most likely means; "" where nothing fits."""
    meanings = [_meaning(source, plain(header)) for header in headers]
    taken: set[str] = set()
    for index, meaning in enumerate(meanings):
        if meaning in taken and meaning not in REPEATED:
            meanings[index] = ""
        taken.add(meaning)
    if source == "jira" and "key" not in taken:
        _find_keys(meanings, samples)
    return meanings


def _meaning(source: str, header: str) -> str:
    for meaning in MEANINGS:
        if header in _words(source, meaning):
            return meaning
    if source == "jira":
        if _LINK.match(header):
            return "relates" if header.startswith("outward") else ""
        custom = _CUSTOM.match(header)
        return "note" if custom and custom["name"] not in _COUNTED else ""
    return ""


@cache
def _words(source: str, meaning: str) -> frozenset[str]:
    return frozenset(plain(word) for word in _PROFILES[source].get(meaning, "").split("|") if word)


def _find_keys(meanings: list[str], samples: Sequence[Sequence[str]]) -> None:
    """A header in a language that is not known: the column whose every cell looks like a key."""
    for index, meaning in enumerate(meanings):
        cells = [row[index] for row in samples if row[index]]
        if not meaning and cells and all(_KEY.match(cell) for cell in cells):
            meanings[index] = "key"
            return
