// The list of boards: rename, duplicate, delete with undo.

import { wireBoardList } from '../board/ui/board-list'

const list = document.getElementById('board-cards')
if (list) wireBoardList(list)
