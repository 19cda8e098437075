// The whiteboard page.

import '../ai/on-boards'
import '../board/sharing/share'
import '../board/templates/use'
import { mountBoard } from '../board/main'
import type { BoardData } from '../board/ui/session'

const root = document.getElementById('board')
const text = document.getElementById('board-data')?.textContent

if (root && text) await mountBoard(root, JSON.parse(text) as BoardData)
