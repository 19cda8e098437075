// Runs in the page under test: moves its camera and an element as hands would, frame by frame.
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const share = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]

async function phase(ms, step) {
  const before = await window.cpuMilliseconds()
  const times = []
  const start = await frame()
  let last = start
  for (let done = 0; done < 1;) {
    const now = await frame()
    times.push(now - last)
    last = now
    done = Math.min(1, (now - start) / ms)
    step(done, now - start)
  }
  times.push((await frame()) - last)
  const cpu = (await window.cpuMilliseconds()) - before
  const sorted = [...times].sort((a, b) => a - b)
  const rounded = (value) => Math.round(value * 10) / 10
  return {
    frames: times.length,
    cpu_ms_per_frame: rounded(cpu / times.length),
    p50_ms: rounded(share(sorted, 0.5)),
    p95_ms: rounded(share(sorted, 0.95)),
  }
}

window.runPhases = async (scene) => {
  const { bench } = window
  const [width, height] = [innerWidth, innerHeight]
  const middle = scene.world / 2
  const fit = Math.min(width, height) / scene.world
  const look = (x, y, zoom) => bench.setCamera(x - width / 2 / zoom, y - height / 2 / zoom, zoom)
  const rest = async (ms) => {
    await bench.settled()
    await pause(ms)
  }
  await bench.prepare?.(scene)

  let since = performance.now()
  await bench.load(scene)
  const load_ms = Math.round(performance.now() - since)
  await rest(800)

  since = performance.now()
  look(middle, middle, fit)
  await bench.settled()
  const fit_all_ms = Math.round(performance.now() - since)
  await rest(1000)

  look(middle, middle, 1)
  await rest(600)
  const pan_1 = await phase(3000, (_, ms) => look(middle - 1800 + ms * 1.2, middle + ms * 0.3, 1))

  look(middle, middle, 0.2)
  await rest(900)
  const pan_02 = await phase(3000, (_, ms) =>
    look(middle - 3000 + ms * 1.6, middle + ms * 0.4, 0.2),
  )

  look(middle, middle, fit)
  await rest(900)
  const zoom = await phase(2000, (done) => look(middle, middle, fit * (1 / fit) ** done))

  look(scene.dragged.x, scene.dragged.y, 1)
  await rest(700)
  let moved = 0
  const drag = await phase(1500, (done) => {
    bench.move(scene.dragged.id, 300 * done - moved, 0)
    moved = 300 * done
  })
  return { load_ms, fit_all_ms, pan_1, pan_02, zoom, drag }
}
