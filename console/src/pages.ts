import { BeakerFilled, BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import { BoardFilled, BoardRegular } from '@fluentui/react-icons/svg/board'
import { ChatFilled, ChatRegular } from '@fluentui/react-icons/svg/chat'
import {
  ClipboardTaskListLtrFilled,
  ClipboardTaskListLtrRegular,
} from '@fluentui/react-icons/svg/clipboard-task-list-ltr'
import { GlobeFilled, GlobeRegular } from '@fluentui/react-icons/svg/globe'
import { OrganizationFilled, OrganizationRegular } from '@fluentui/react-icons/svg/organization'
import { BuildingMultipleFilled, BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple'
import { ReceiptMoneyFilled, ReceiptMoneyRegular } from '@fluentui/react-icons/svg/receipt-money'
import { TimelineFilled, TimelineRegular } from '@fluentui/react-icons/svg/timeline'
import { type ComponentType, lazy } from 'react'

import type { Role } from './api/session.tsx'

export interface PageEntry {
  /** Below `/console`; what follows it belongs to the page (`/exchanges/ID`). */
  readonly path: `/${string}`
  readonly title: string
  readonly group: 'Run' | 'Account' | 'Design' | 'Try'
  readonly icon: ComponentType
  readonly iconChosen: ComponentType
  /** Who has a lower one is told so in the page's place. */
  readonly role: Role
  /** Its component, loaded when it is first shown. */
  readonly view: ComponentType
  readonly load: Load
}

type Load = () => Promise<{ readonly Page: ComponentType }>

function view(load: Load): { readonly load: Load; readonly view: ComponentType } {
  return { load, view: lazy(async () => ({ default: (await load()).Page })) }
}

/** Every page, in the order of the navigation. */
export const PAGES: readonly PageEntry[] = [
  {
    path: '/',
    title: 'Overview',
    group: 'Run',
    icon: BoardRegular,
    iconChosen: BoardFilled,
    role: 'viewer',
    ...view(() => import('./pages/overview/page.tsx')),
  },
  {
    path: '/models',
    title: 'Models',
    group: 'Run',
    icon: GlobeRegular,
    iconChosen: GlobeFilled,
    role: 'viewer',
    ...view(() => import('./pages/models/page.tsx')),
  },
  {
    path: '/consumers',
    title: 'Consumers',
    group: 'Run',
    icon: OrganizationRegular,
    iconChosen: OrganizationFilled,
    role: 'viewer',
    ...view(() => import('./pages/consumers/page.tsx')),
  },
  {
    path: '/exchanges',
    title: 'Exchanges',
    group: 'Run',
    icon: TimelineRegular,
    iconChosen: TimelineFilled,
    role: 'viewer',
    ...view(() => import('./pages/exchanges/page.tsx')),
  },
  {
    path: '/chargeback',
    title: 'Chargeback',
    group: 'Account',
    icon: ReceiptMoneyRegular,
    iconChosen: ReceiptMoneyFilled,
    role: 'viewer',
    ...view(() => import('./pages/chargeback/page.tsx')),
  },
  {
    path: '/review',
    title: 'Review',
    group: 'Design',
    icon: ClipboardTaskListLtrRegular,
    iconChosen: ClipboardTaskListLtrFilled,
    role: 'viewer',
    ...view(() => import('./pages/review/page.tsx')),
  },
  {
    path: '/landing-zone',
    title: 'Landing zone',
    group: 'Design',
    icon: BuildingMultipleRegular,
    iconChosen: BuildingMultipleFilled,
    role: 'viewer',
    ...view(() => import('./pages/landing-zone/page.tsx')),
  },
  {
    path: '/simulator',
    title: 'Simulator',
    group: 'Try',
    icon: BeakerRegular,
    iconChosen: BeakerFilled,
    role: 'viewer',
    ...view(() => import('./pages/simulator/page.tsx')),
  },
  {
    path: '/playground',
    title: 'Playground',
    group: 'Try',
    icon: ChatRegular,
    iconChosen: ChatFilled,
    role: 'operator',
    ...view(() => import('./pages/playground/page.tsx')),
  },
]

/** The page at a location below `/console`, or null where there is none. */
export function pageAt(location: string): PageEntry | null {
  const first = `/${location.split('/')[1] ?? ''}`
  return PAGES.find(({ path }) => path === first) ?? null
}
