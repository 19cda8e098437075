import { connectTool } from './connect/connect'
import { createTool } from './create/create'
import { drawTool } from './draw/draw'
import { eraseTool } from './erase/erase'
import { handTool } from './hand/hand'
import { laserTool } from './laser/laser'
import { lassoTool } from './lasso/lasso'
import { selectTool } from './select/select'
import { eyedropperTool } from './style/eyedropper'
import { painterTool } from './style/painter'
import type { BoxKind, Tool, ToolBoard, ToolName } from './tool'

const OTHERS: Partial<Record<ToolName, (board: ToolBoard) => Tool>> = {
  select: selectTool,
  hand: handTool,
  pen: drawTool('pen'),
  highlighter: drawTool('highlighter'),
  connector: connectTool,
  lasso: lassoTool,
  eraser: eraseTool,
  laser: laserTool,
  painter: painterTool,
  eyedropper: eyedropperTool,
}

export function makeTool(name: ToolName, board: ToolBoard): Tool {
  return (OTHERS[name] ?? createTool(name as BoxKind))(board)
}
