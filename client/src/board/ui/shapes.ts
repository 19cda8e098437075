import {
  ArrowBigRight,
  Circle,
  Cloud,
  Cylinder,
  Diamond,
  Hexagon,
  Square,
  Squircle,
  Star,
  Triangle,
} from 'lucide-static'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { ShapeKind } from '../model/element'
import type { PickerItem } from './picker'

export interface ShapeEntry {
  readonly name: ShapeKind
  readonly label: string
  readonly key: string
  readonly shape: string
}

/** Every closed shape, in the order of the picker. */
export function shapeEntries(): readonly ShapeEntry[] {
  return [
    { name: 'rectangle', label: t('Rectangle'), key: 'r', shape: Square },
    { name: 'rounded', label: t('Rounded rectangle'), key: 'shift+r', shape: Squircle },
    { name: 'ellipse', label: t('Ellipse'), key: 'o', shape: Circle },
    { name: 'diamond', label: t('Diamond'), key: 'd', shape: Diamond },
    { name: 'triangle', label: t('Triangle'), key: 'shift+t', shape: Triangle },
    { name: 'hexagon', label: t('Hexagon'), key: 'shift+h', shape: Hexagon },
    { name: 'star', label: t('Star'), key: 'shift+s', shape: Star },
    { name: 'cylinder', label: t('Cylinder'), key: 'shift+y', shape: Cylinder },
    { name: 'cloud', label: t('Cloud'), key: 'shift+o', shape: Cloud },
    { name: 'arrow', label: t('Arrow'), key: 'shift+a', shape: ArrowBigRight },
  ]
}

export function shapeItems(): PickerItem[] {
  return shapeEntries().map(({ name, label, key, shape }) => ({
    id: name,
    label,
    keys: key,
    face: icon(shape, { size: 20 }),
  }))
}
