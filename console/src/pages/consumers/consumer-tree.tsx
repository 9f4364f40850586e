import {
  Button,
  makeStyles,
  mergeClasses,
  tokens,
  Tree,
  TreeItem,
  TreeItemLayout,
  type TreeItemProps,
} from '@fluentui/react-components'
import { useState } from 'react'

import type { Schemas } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatShare, formatShortUsd } from '../../parts/format.ts'
import { hidden } from '../../parts/hidden.ts'
import { ToneIcon } from '../../parts/status-badge.tsx'
import type { Window } from '../../parts/window-picker.tsx'

export type Node = Schemas['ConsumerNode']

const useStyles = makeStyles({
  layout: { minHeight: '32px', fontSize: '13px' },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: 600,
    ':hover': { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  },
  name: { overflowWrap: 'anywhere' },
  aside: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    fontSize: '12px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground3,
  },
  more: { padding: '4px 12px' },
  hidden,
})

/** Of a level at first, and more each time that somebody asks. */
const PER_PAGE = 100
/** From here on a limit is so near that the tree says so. */
const NEAR = 0.75

interface ConsumerTreeProps {
  readonly chosen: string | null
  readonly window: Window
  /** At any depth; the levels are shown where it is empty. */
  readonly search: string
  readonly choose: (path: string) => void
}

/** The paths of consumers; each level is asked for when it is opened. */
export function ConsumerTree({ chosen, window, search, choose }: ConsumerTreeProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(above(chosen)))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const isOpen = (path: string, isFirst: boolean) =>
    opened.has(path) || (isFirst && !closed.has(path)) || (above(chosen).includes(path) && !closed.has(path))
  const turn = (path: string, open: boolean) => {
    setOpened((before) => changed(before, path, open))
    setClosed((before) => changed(before, path, !open))
  }
  return (
    <Tree aria-label="Consumers" size="small">
      <Level
        under={null}
        search={search}
        window={window}
        chosen={chosen}
        choose={choose}
        isOpen={isOpen}
        turn={turn}
      />
    </Tree>
  )
}

interface LevelProps extends ConsumerTreeProps {
  readonly under: string | null
  readonly isOpen: (path: string, isFirst: boolean) => boolean
  readonly turn: (path: string, open: boolean) => void
}

function Level(props: LevelProps) {
  const { under, search, window } = props
  const styles = useStyles()
  const [pages, setPages] = useState(1)
  const isSearch = search !== ''
  const asked = useGet(
    '/admin/v1/consumers',
    {
      query: {
        ...(under === null ? {} : { under }),
        ...(isSearch ? { search } : {}),
        window,
        limit: Math.min(pages * PER_PAGE, 500),
      },
    },
    { keepsPrevious: true },
  )
  return (
    <AskedFor asked={asked} label="Asking for consumers">
      {({ nodes, total, hasMore }) => (
        <>
          {nodes.length === 0 && (
            <EmptyState
              title={isSearch ? 'No path has this in it' : 'No consumer is declared'}
              text={
                isSearch
                  ? 'Look for a part of a path, such as claims.'
                  : 'Consumers stand in the workload file.'
              }
            />
          )}
          {nodes.map((node) => (
            <Item key={node.path} {...props} node={node} isSearch={isSearch} />
          ))}
          {hasMore && (
            <div className={styles.more}>
              {pages * PER_PAGE < 500 ? (
                <Button size="small" appearance="subtle" onClick={() => setPages(pages + 1)}>
                  {nodes.length} of {total}: show more
                </Button>
              ) : (
                <span className={styles.aside}>
                  {nodes.length} of {total}: search for the others
                </span>
              )}
            </div>
          )}
        </>
      )}
    </AskedFor>
  )
}

interface ItemProps extends LevelProps {
  readonly node: Node
  readonly isSearch: boolean
}

function Item(props: ItemProps) {
  const { node, isSearch, chosen, choose, isOpen, turn, under } = props
  const styles = useStyles()
  const { path, name, children, usd, limitUsed } = node
  const isBranch = children > 0 && !isSearch
  const isChosen = path === chosen
  const open = isBranch && isOpen(path, under === null)
  const change: NonNullable<TreeItemProps['onOpenChange']> = (_, data) => {
    if (data.type === 'Click' || data.type === 'Enter') {
      choose(path)
      // A path that is open already is only chosen: closing it is for the arrow.
      if (!open) turn(path, true)
    } else turn(path, data.open)
  }
  return (
    <TreeItem
      itemType={isBranch ? 'branch' : 'leaf'}
      value={path}
      open={open}
      {...(isBranch ? { onOpenChange: change } : {})}
      {...(isBranch
        ? {}
        : {
            onClick: () => choose(path),
            onKeyDown: (event) => {
              if (event.key === 'Enter') choose(path)
            },
          })}
      aria-current={isChosen ? 'true' : undefined}
    >
      <TreeItemLayout
        className={mergeClasses(styles.layout, isChosen && styles.chosen)}
        aside={
          <span className={styles.aside}>
            {limitUsed !== null && limitUsed >= NEAR && (
              <>
                <ToneIcon tone={limitUsed >= 1 ? 'bad' : 'warning'} />
                <span className={styles.hidden}>A limit is used to {formatShare(limitUsed)}.</span>
              </>
            )}
            {formatShortUsd(usd)}
          </span>
        }
      >
        <span className={styles.name}>{isSearch ? path : name}</span>
      </TreeItemLayout>
      {isBranch && (
        <Tree>
          <Level {...props} under={path} search="" />
        </Tree>
      )}
    </TreeItem>
  )
}

/** The paths above one: of `/a/b/c`, `/a` and `/a/b`. */
function above(path: string | null): readonly string[] {
  const names = path?.split('/').slice(1, -1) ?? []
  return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)
}

function changed(set: ReadonlySet<string>, path: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (isIn) next.add(path)
  else next.delete(path)
  return next
}
