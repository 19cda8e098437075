// The canvas alone, for measuring (only where TEAMFLOW_BENCH is set).

import { mountBench, type Bench } from '../board/bench'

declare global {
  interface Window {
    bench: Bench
  }
}

const host = document.getElementById('bench')
if (host) window.bench = mountBench(host, host.dataset.worker ?? '')
