// Two unchanged y-websocket clients: one writes, the other must see it, and the other way round;
// then one goes offline, both go on, and both must end with the same.
import { createRequire } from "node:module"

const require = createRequire(process.env.CLIENT_FOLDER + "/")
const Y = require("yjs")
const { WebsocketProvider } = require("y-websocket")
const { WebSocket } = require("ws")

const [url, cookie] = process.argv.slice(2)
class Signed extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers: { cookie } })
  }
}

const [base, room] = [url.slice(0, url.lastIndexOf("/")), url.slice(url.lastIndexOf("/") + 1)]
function connect() {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(base, room, doc, {
    WebSocketPolyfill: Signed,
    disableBc: true,
  })
  return { doc, provider, elements: doc.getMap("elements"), texts: doc.getMap("texts") }
}

function until(check, what) {
  return new Promise((resolve, reject) => {
    const started = Date.now()
    const look = () => {
      if (check()) resolve(Date.now() - started)
      else if (Date.now() - started > 8000) reject(new Error("never: " + what))
      else setTimeout(look, 2)
    }
    look()
  })
}

const ana = connect()
const ben = connect()
await until(() => ana.provider.synced && ben.provider.synced, "synced")
ana.doc.transact(() => {
  ana.elements.set("n1.g", [0, 0, 200, 200, 0, "V"])
  ana.elements.set("n1.c", { kind: "sticky" })
  ana.texts.set("n1", new Y.Text("hello"))
})
const first = await until(() => ben.texts.get("n1")?.toString() === "hello", "ben sees ana")
ben.texts.get("n1").insert(5, " world")
await until(() => ana.texts.get("n1").toString() === "hello world", "ana sees ben")
ana.provider.awareness.setLocalStateField("cursor", { x: 1, y: 2 })
await until(
  () => ben.provider.awareness.getStates().get(ana.doc.clientID)?.cursor?.x === 1,
  "ben sees the cursor",
)

ben.provider.disconnect()
await until(() => !ben.provider.wsconnected, "offline")
await until(
  () => !ana.provider.awareness.getStates().has(ben.doc.clientID),
  "ana sees that ben left",
)
ben.elements.set("n1.s", { fill: "blue" })
ben.elements.set("n2.g", [300, 0, 200, 200, 0, "W"])
ben.elements.set("n2.c", { kind: "sticky" })
ana.elements.set("n1.g", [50, 50, 200, 200, 0, "V"])
ben.provider.connect()
const same = () =>
  JSON.stringify(ana.elements.toJSON(), Object.keys(ana.elements.toJSON()).sort()) ===
    JSON.stringify(ben.elements.toJSON(), Object.keys(ana.elements.toJSON()).sort()) &&
  ana.elements.size === 5 &&
  ben.elements.size === 5
await until(same, "merged")
process.stdout.write(
  JSON.stringify({ first, elements: ana.elements.toJSON(), text: ana.texts.get("n1").toString() }),
)
process.exit(0)
