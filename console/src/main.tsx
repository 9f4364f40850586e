import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  Title1,
  webLightTheme,
} from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'

const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <RendererProvider renderer={renderer} targetDocument={document}>
    <FluentProvider theme={webLightTheme}>
      <Title1>Causeway</Title1>
    </FluentProvider>
  </RendererProvider>,
)
