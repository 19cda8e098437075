import { Tool, type ToolBoard } from '../tool'
import { IdleState } from './idle'

export function selectTool(board: ToolBoard): Tool {
  return new Tool('select', board, (tool) => new IdleState(tool))
}
