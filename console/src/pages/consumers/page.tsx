import { Button, makeStyles, SearchBox, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'wouter'

import { PageHeader } from '../../parts/page-header.tsx'
import { useIsNarrow } from '../../parts/use-media-query.ts'
import { useWindow, WindowPicker } from '../../parts/window-picker.tsx'
import { Children } from './children.tsx'
import { ConsumerDetail } from './consumer-detail.tsx'
import { ConsumerTree } from './consumer-tree.tsx'

const useStyles = makeStyles({
  panes: {
    display: 'grid',
    gridTemplateColumns: '300px minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  tree: {
    position: 'sticky',
    top: '16px',
    maxHeight: 'calc(100dvh - 32px)',
    display: 'flex',
    flexDirection: 'column',
    padding: '8px',
    gap: '8px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    '@media (max-width: 1000px)': { position: 'static', maxHeight: '50dvh' },
    '@media (max-width: 720px)': { maxHeight: 'none' },
  },
  scroll: { overflowY: 'auto', minHeight: 0 },
  back: { marginBottom: '8px' },
})

export function Page() {
  const styles = useStyles()
  const isNarrow = useIsNarrow()
  const [window] = useWindow()
  const [params, setParams] = useSearchParams()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const chosen = params.get('path')
  const withPath = (path: string | null) => {
    const next = new URLSearchParams(params)
    if (path === null) next.delete('path')
    else next.set('path', path)
    return next
  }
  const addressOf = (path: string) => `/consumers?${withPath(path)}`
  // On a narrow screen there is room for one of the two.
  const showsTree = !isNarrow || chosen === null
  const showsDetail = !isNarrow || chosen !== null
  return (
    <>
      <PageHeader
        title="Consumers"
        text="Who calls: limits with what is left, keys, budgets, and what each used."
        actions={<WindowPicker />}
      />
      <div className={styles.panes}>
        {showsTree && (
          <div className={styles.tree}>
            <SearchBox
              placeholder="Search paths"
              aria-label="Search paths"
              value={typed}
              onChange={(_, data) => setTyped(data.value)}
            />
            <div className={styles.scroll}>
              <ConsumerTree
                chosen={chosen}
                window={window}
                search={search}
                choose={(path) => setParams(withPath(path))}
              />
            </div>
          </div>
        )}
        {showsDetail && (
          <div>
            {isNarrow && (
              <Button
                className={styles.back}
                appearance="subtle"
                icon={<ArrowLeftRegular />}
                onClick={() => setParams(withPath(null))}
              >
                All consumers
              </Button>
            )}
            {chosen === null ? (
              <Children under={null} window={window} addressOf={addressOf} />
            ) : (
              <ConsumerDetail key={chosen} path={chosen} window={window} addressOf={addressOf} />
            )}
          </div>
        )}
      </div>
    </>
  )
}
