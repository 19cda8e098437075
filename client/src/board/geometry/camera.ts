import { centreOf, type Box } from './box'
import type { Point } from './vec'

/** The world point at the top left of the view, and how many CSS pixels a world unit takes. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 8

export function clampZoom(zoom: number): number {
  return Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, zoom))
}

export function toWorld(camera: Camera, screen: Point): Point {
  return { x: camera.x + screen.x / camera.zoom, y: camera.y + screen.y / camera.zoom }
}

export function toScreen(camera: Camera, world: Point): Point {
  return { x: (world.x - camera.x) * camera.zoom, y: (world.y - camera.y) * camera.zoom }
}

export function panBy(camera: Camera, screen: Point): Camera {
  return { ...camera, x: camera.x + screen.x / camera.zoom, y: camera.y + screen.y / camera.zoom }
}

/** Zooms so that the world point under `screen` stays where it is. */
export function zoomAt(camera: Camera, screen: Point, zoom: number): Camera {
  const next = clampZoom(zoom)
  const world = toWorld(camera, screen)
  return { x: world.x - screen.x / next, y: world.y - screen.y / next, zoom: next }
}

export function viewBox(camera: Camera, view: Size): Box {
  return {
    x: camera.x,
    y: camera.y,
    width: view.width / camera.zoom,
    height: view.height / camera.zoom,
  }
}

/** The camera that shows all of `box` with some room around it, no closer than `closest`. */
export function fitBox(box: Box, view: Size, margin = 64, closest = 1): Camera {
  const room = {
    width: Math.max(1, view.width - 2 * margin),
    height: Math.max(1, view.height - 2 * margin),
  }
  const wanted = Math.min(
    room.width / Math.max(1, box.width),
    room.height / Math.max(1, box.height),
  )
  const zoom = clampZoom(Math.min(closest, wanted))
  const { x, y } = centreOf(box)
  return { x: x - view.width / 2 / zoom, y: y - view.height / 2 / zoom, zoom }
}
