import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'

import { SessionProvider } from './api/session.tsx'
import { pageAt } from './pages.ts'
import { Notices } from './parts/notices.tsx'
import { Shell } from './shell/shell.tsx'
import { ThemeProvider } from './shell/theme.tsx'

const BASE = '/console'
// The page's script comes while it is asked who is signed in.
pageAt(location.pathname.slice(BASE.length))?.content.load()

const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <RendererProvider renderer={renderer} targetDocument={document}>
      <ThemeProvider>
        <Notices>
          <Router base={BASE}>
            <SessionProvider>
              <Shell />
            </SessionProvider>
          </Router>
        </Notices>
      </ThemeProvider>
    </RendererProvider>
  </StrictMode>,
)
