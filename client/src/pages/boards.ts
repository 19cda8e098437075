// The list of boards: pictures of what is on them; rename, duplicate, delete with undo.

import { wireBoardList } from '../board/ui/board-list'
import { drawThumbnails } from '../board/ui/thumbnail'

const list = document.getElementById('board-cards')
if (list) {
  wireBoardList(list)
  drawThumbnails(list)
}
