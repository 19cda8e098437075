import { connectTool } from './connect/connect'
import { createTool } from './create/create'
import { drawTool } from './draw/draw'
import { handTool } from './hand/hand'
import { selectTool } from './select/select'
import type { BoxKind, Tool, ToolBoard, ToolName } from './tool'

const OTHERS: Partial<Record<ToolName, (board: ToolBoard) => Tool>> = {
  select: selectTool,
  hand: handTool,
  pen: drawTool('pen'),
  highlighter: drawTool('highlighter'),
  connector: connectTool,
}

export function makeTool(name: ToolName, board: ToolBoard): Tool {
  return (OTHERS[name] ?? createTool(name as BoxKind))(board)
}
