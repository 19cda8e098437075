import { connectTool } from './connect/connect'
import { createTool } from './create/create'
import { drawTool } from './draw/draw'
import { handTool } from './hand/hand'
import { selectTool } from './select/select'
import type { Tool, ToolBoard, ToolName } from './tool'

const MAKERS: Record<ToolName, (board: ToolBoard) => Tool> = {
  select: selectTool,
  hand: handTool,
  sticky: createTool('sticky'),
  rectangle: createTool('rectangle'),
  ellipse: createTool('ellipse'),
  diamond: createTool('diamond'),
  text: createTool('text'),
  pen: drawTool,
  connector: connectTool,
}

export function makeTool(name: ToolName, board: ToolBoard): Tool {
  return MAKERS[name](board)
}
