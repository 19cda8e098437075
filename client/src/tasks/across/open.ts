/** The tasks of all projects on this page: its data, its socket, its outbox. */

import { pageOutbox } from '../session'
import { liveSocket } from '../../common/socket'
import { readAcrossPage } from './page'
import { AcrossStore } from './store'

export function openAcross(): AcrossStore {
  const page = readAcrossPage()
  return new AcrossStore(page, liveSocket(), pageOutbox(page.me.id))
}
