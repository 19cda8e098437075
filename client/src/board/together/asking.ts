import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { ActRefused, type Acts } from '../sync/acts'

/** Asks the server for an act, and says why when it was not done. */
export async function ask(acts: Acts, act: string, data: object = {}): Promise<boolean> {
  try {
    await acts.do(act, data)
    return true
  } catch (problem) {
    const words = problem instanceof ActRefused ? problem.message : ''
    errorToast(words || t('You are offline. Try again once the board is connected.'))
    return false
  }
}
