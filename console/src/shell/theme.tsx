import {
  FluentProvider,
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

import { modalLayer } from '../parts/modal-layer.tsx'
import { useMediaQuery } from '../parts/use-media-query.ts'

export const THEME_CHOICES = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

const brand: BrandVariants = {
  10: '#02060f',
  20: '#0a1a31',
  30: '#0a2a54',
  40: '#0b3770',
  50: '#10458c',
  60: '#1753a6',
  70: '#1f62bf',
  80: '#2a70d4',
  90: '#4381df',
  100: '#5c92e7',
  110: '#75a3ed',
  120: '#8eb5f2',
  130: '#a7c6f6',
  140: '#c0d7fa',
  150: '#d9e8fc',
  160: '#f1f6fe',
}
/** Fonts of the machine alone: nothing is loaded from elsewhere. */
const fonts = {
  fontFamilyBase:
    "'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace",
}
const light: Theme = {
  ...createLightTheme(brand),
  ...fonts,
  colorNeutralBackground2: '#f8f9fb',
  colorNeutralBackground3: '#f1f3f6',
  colorNeutralStroke2: '#e4e7ec',
}
const dark: Theme = {
  ...createDarkTheme(brand),
  ...fonts,
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[110],
  colorBrandForegroundLinkHover: brand[120],
  colorNeutralBackground1: '#16181d',
  colorNeutralBackground1Hover: '#1f2229',
  colorNeutralBackground1Pressed: '#121419',
  colorNeutralBackground2: '#0f1115',
  colorNeutralBackground3: '#1d2026',
  // Tracks of meters, which black would cut into the page.
  colorNeutralBackground5: '#2f343d',
  colorNeutralStroke2: '#2b2f37',
}

/** Colours of series, in order; each at least 3:1 against the background of its theme. */
const LIGHT_SERIES = ['#2a70d4', '#8b5cc7', '#0b8a8f', '#c4540a', '#6f7d00', '#b8328a'] as const
const DARK_SERIES = ['#75a3ed', '#b99be6', '#4cc5c9', '#f0935a', '#b9c84a', '#e77cc0'] as const

interface ThemeContextValue {
  readonly choice: ThemeChoice
  readonly isDark: boolean
  readonly choose: (choice: ThemeChoice) => void
}

const ThemeContext = createContext<ThemeContextValue>({ choice: 'system', isDark: false, choose: () => {} })
const KEPT_AS = 'causeway-theme'

function keptChoice(): ThemeChoice {
  const kept = localStorage.getItem(KEPT_AS)
  return THEME_CHOICES.find((choice) => choice === kept) ?? 'system'
}

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState(keptChoice)
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)')
  const isDark = choice === 'system' ? isSystemDark : choice === 'dark'
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
    document.body.style.backgroundColor = (isDark ? dark : light).colorNeutralBackground2
  }, [isDark])
  const value = useMemo(
    () => ({
      choice,
      isDark,
      choose: (chosen: ThemeChoice) => {
        localStorage.setItem(KEPT_AS, chosen)
        setChoice(chosen)
      },
    }),
    [choice, isDark],
  )
  return (
    <ThemeContext value={value}>
      <FluentProvider theme={isDark ? dark : light}>
        {children}
        <modalLayer.View />
      </FluentProvider>
    </ThemeContext>
  )
}

export function useTheme(): ThemeContextValue {
  return useContext(ThemeContext)
}

export function useSeriesColors(): readonly [string, ...string[]] {
  return useTheme().isDark ? DARK_SERIES : LIGHT_SERIES
}
