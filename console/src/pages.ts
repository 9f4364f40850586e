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
import { PeopleLockFilled, PeopleLockRegular } from '@fluentui/react-icons/svg/people-lock'
import { ReceiptMoneyFilled, ReceiptMoneyRegular } from '@fluentui/react-icons/svg/receipt-money'
import { TimelineFilled, TimelineRegular } from '@fluentui/react-icons/svg/timeline'
import type { ComponentType, ReactNode } from 'react'

import type { Role } from './api/session.tsx'
import { Page as Overview } from './pages/overview/page.tsx'
import { type Late, late } from './parts/late.tsx'
import { Opening } from './shell/opening.tsx'

export interface PageEntry {
  /** Below `/console`; what follows it belongs to the page (`/exchanges/ID`). */
  readonly path: `/${string}`
  readonly title: string
  readonly group: 'Run' | 'Account' | 'Design' | 'Try' | 'Manage'
  readonly icon: ComponentType
  readonly iconChosen: ComponentType
  /** Who has a lower one is told so in the page's place. */
  readonly role: Role
  /** What it shows, loaded when it is first opened; its title stands there meanwhile. */
  readonly content: Late<{ readonly title: string }>
}

function content(get: () => Promise<{ readonly Page: () => ReactNode }>): PageEntry['content'] {
  return late<{ readonly title: string }>({ get: async () => (await get()).Page, Meanwhile: Opening })
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
    // What nearly everybody opens first comes with what stands around it.
    content: { load: () => {}, View: Overview },
  },
  {
    path: '/models',
    title: 'Models',
    group: 'Run',
    icon: GlobeRegular,
    iconChosen: GlobeFilled,
    role: 'viewer',
    content: content(() => import('./pages/models/page.tsx')),
  },
  {
    path: '/consumers',
    title: 'Consumers',
    group: 'Run',
    icon: OrganizationRegular,
    iconChosen: OrganizationFilled,
    role: 'viewer',
    content: content(() => import('./pages/consumers/page.tsx')),
  },
  {
    path: '/exchanges',
    title: 'Exchanges',
    group: 'Run',
    icon: TimelineRegular,
    iconChosen: TimelineFilled,
    role: 'viewer',
    content: content(() => import('./pages/exchanges/page.tsx')),
  },
  {
    path: '/chargeback',
    title: 'Chargeback',
    group: 'Account',
    icon: ReceiptMoneyRegular,
    iconChosen: ReceiptMoneyFilled,
    role: 'viewer',
    content: content(() => import('./pages/chargeback/page.tsx')),
  },
  {
    path: '/review',
    title: 'Review',
    group: 'Design',
    icon: ClipboardTaskListLtrRegular,
    iconChosen: ClipboardTaskListLtrFilled,
    role: 'viewer',
    content: content(() => import('./pages/review/page.tsx')),
  },
  {
    path: '/landing-zone',
    title: 'Landing zone',
    group: 'Design',
    icon: BuildingMultipleRegular,
    iconChosen: BuildingMultipleFilled,
    role: 'viewer',
    content: content(() => import('./pages/landing-zone/page.tsx')),
  },
  {
    path: '/simulator',
    title: 'Simulator',
    group: 'Try',
    icon: BeakerRegular,
    iconChosen: BeakerFilled,
    role: 'viewer',
    content: content(() => import('./pages/simulator/page.tsx')),
  },
  {
    path: '/playground',
    title: 'Playground',
    group: 'Try',
    icon: ChatRegular,
    iconChosen: ChatFilled,
    role: 'operator',
    content: content(() => import('./pages/playground/page.tsx')),
  },
  {
    path: '/access',
    title: 'Access',
    group: 'Manage',
    icon: PeopleLockRegular,
    iconChosen: PeopleLockFilled,
    role: 'viewer',
    content: content(() => import('./pages/access/page.tsx')),
  },
]

/** The page at a location below `/console`, or null where there is none. */
export function pageAt(location: string): PageEntry | null {
  const first = `/${location.split('/')[1] ?? ''}`
  return PAGES.find(({ path }) => path === first) ?? null
}
