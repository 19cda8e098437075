// Excalidraw behind the same four functions as TeamFlow's canvas.
import React from 'react'
import { createRoot } from 'react-dom/client'
import {
    CaptureUpdateAction,
    convertToExcalidrawElements,
    Excalidraw,
    mutateElement,
} from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'

const captureUpdate = CaptureUpdateAction.NEVER
const ZOOM_REST_MS = 300
const found = new Map()
let api
let elements = []
let lastZoom = 1
let zoomTimer

const SHAPES = { rect: 'rectangle', ellipse: 'ellipse', diamond: 'diamond' }

function skeleton({ id, type, x, y, w, h, color, text }) {
    const place = { id, x, y }
    const filled = { ...place, width: w, height: h, backgroundColor: color, fillStyle: 'solid' }
    if (type === 'sticky') return { ...filled, type: 'rectangle', label: { text, fontSize: 16 } }
    if (type === 'text') return { ...place, type: 'text', text, fontSize: 20 }
    if (type === 'connector') {
        return { ...place, type: 'arrow', width: w, height: h, points: [[0, 0], [w, h]] } // prettier-ignore
    }
    return { ...filled, type: SHAPES[type] }
}

function find(id) {
    if (!found.has(id))
        found.set(
            id,
            api.getSceneElements().find((element) => element.id === id),
        )
    return found.get(id)
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

window.bench = {
    prepare(scene) {
        elements = convertToExcalidrawElements(scene.elements.map(skeleton), {
            regenerateIds: false,
        })
    },
    async load() {
        api.updateScene({ elements, captureUpdate })
        await frame()
        await frame()
    },
    setCamera(x, y, zoom) {
        const appState = { scrollX: -x, scrollY: -y, zoom: { value: zoom } }
        if (zoom !== lastZoom) {
            // As its own wheel handler does: cached pictures while the zoom changes, crisp ones after.
            lastZoom = zoom
            appState.shouldCacheIgnoreZoom = true
            clearTimeout(zoomTimer)
            const crisp = { shouldCacheIgnoreZoom: false }
            zoomTimer = setTimeout(
                () => api.updateScene({ appState: crisp, captureUpdate }),
                ZOOM_REST_MS,
            )
        }
        api.updateScene({ appState, captureUpdate })
    },
    move(id, dx, dy) {
        const element = find(id)
        for (const { id: boundId } of element.boundElements ?? []) {
            const bound = find(boundId)
            mutateElement(bound, { x: bound.x + dx, y: bound.y + dy }, false)
        }
        mutateElement(element, { x: element.x + dx, y: element.y + dy }, true)
    },
    async settled() {
        await frame()
        await frame()
    },
}

function ready(given) {
    api = given
    setTimeout(() => {
        window.isReady = true
    }, 300)
}

createRoot(document.getElementById('root')).render(
    <div style={{ position: 'fixed', inset: 0 }}>
        <Excalidraw excalidrawAPI={ready} />
    </div>,
)
