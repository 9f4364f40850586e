import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSortDownRegular } from '@fluentui/react-icons/svg/arrow-sort-down'
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort'
import { ArrowSortUpRegular } from '@fluentui/react-icons/svg/arrow-sort-up'
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left'
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right'
import { type ReactNode, useState } from 'react'

import { formatCount } from './format.ts'
import { hidden } from './hidden.ts'
import { useIsNarrow } from './use-media-query.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly render: (row: Row) => ReactNode
  /** What it is sorted by; without it, the column is not sorted. Null stands last. */
  readonly sort?: (row: Row) => number | string | null
  /** `end` for numbers. */
  readonly align?: 'start' | 'end'
  /** Such as `30%` or `120px`. */
  readonly width?: string
  /** The heading of a card where tables are cards. One column; put the row's link in it. */
  readonly isTitle?: boolean
  /** Left out where tables are cards. */
  readonly isMinor?: boolean
}

export interface Sorting {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: '13px', lineHeight: '18px' },
  headCell: {
    padding: '0 12px',
    height: '34px',
    textAlign: 'left',
    fontSize: '12px',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    padding: '7px 12px',
    verticalAlign: 'middle',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
  },
  edge: { ':first-child': { paddingLeft: '16px' }, ':last-child': { paddingRight: '16px' } },
  end: { textAlign: 'right' },
  row: {
    position: 'relative',
    ':last-child td': { borderBottomStyle: 'none' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  sort: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '4px 6px',
    margin: '0 -6px',
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    '& svg': { width: '14px', height: '14px' },
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  unsorted: { opacity: 0.35 },
  foot: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '4px',
    padding: '6px 12px',
    fontSize: '12px',
    color: tokens.colorNeutralForeground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
  },
  cards: { listStyle: 'none', margin: 0, padding: 0 },
  card: {
    position: 'relative',
    padding: '12px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  cardTitle: { fontWeight: 600, marginBottom: '6px', overflowWrap: 'anywhere' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '6px 12px',
    margin: 0,
    fontSize: '13px',
  },
  term: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
  hidden,
})

interface DataTableProps<Row> {
  /** Of what the table is; read out, not seen. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sortedBy?: Sorting
  /** In the table's place when there are no rows. */
  readonly empty: ReactNode
  readonly pageSize?: number
  /** Under the rows, such as a button for more of what the server has. */
  readonly foot?: ReactNode
}

/** A table that can be sorted and paged; a list of cards on a narrow screen. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, sortedBy, empty, pageSize = 50, foot } = props
  const styles = useStyles()
  const isNarrow = useIsNarrow()
  const [sorting, setSorting] = useState<Sorting | null>(sortedBy ?? null)
  const [page, setPage] = useState(0)
  if (rows.length === 0) return empty
  const ordered = inOrder(rows, columns, sorting)
  const lastPage = Math.ceil(ordered.length / pageSize) - 1
  const shownPage = Math.min(page, lastPage)
  const shown = ordered.slice(shownPage * pageSize, (shownPage + 1) * pageSize)
  const sortBy = (column: string) => {
    setPage(0)
    setSorting((before) => ({
      column,
      direction: before?.column === column && before.direction === 'descending' ? 'ascending' : 'descending',
    }))
  }
  return (
    <>
      {isNarrow ? (
        <Cards caption={caption} columns={columns} rows={shown} rowKey={rowKey} />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption className={styles.hidden}>{caption}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <HeadCell key={column.id} column={column} sorting={sorting} sortBy={sortBy} />
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={rowKey(row)} className={styles.row}>
                  {columns.map(({ id, render, align }) => (
                    <td
                      key={id}
                      className={mergeClasses(styles.cell, styles.edge, align === 'end' && styles.end)}
                    >
                      {render(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lastPage > 0 && (
        <div className={styles.foot}>
          <output>
            {formatCount(shownPage * pageSize + 1)}–{formatCount(shownPage * pageSize + shown.length)} of{' '}
            {formatCount(ordered.length)}
          </output>
          <Button
            appearance="subtle"
            size="small"
            icon={<ChevronLeftRegular />}
            aria-label="The page before"
            disabledFocusable={shownPage === 0}
            onClick={() => setPage(shownPage - 1)}
          />
          <Button
            appearance="subtle"
            size="small"
            icon={<ChevronRightRegular />}
            aria-label="The next page"
            disabledFocusable={shownPage === lastPage}
            onClick={() => setPage(shownPage + 1)}
          />
        </div>
      )}
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </>
  )
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>
  readonly sorting: Sorting | null
  readonly sortBy: (column: string) => void
}

function HeadCell<Row>({ column, sorting, sortBy }: HeadCellProps<Row>) {
  const styles = useStyles()
  const { id, header, sort, align } = column
  const direction = sorting?.column === id ? sorting.direction : 'none'
  const Icon =
    direction === 'none'
      ? ArrowSortRegular
      : direction === 'ascending'
        ? ArrowSortUpRegular
        : ArrowSortDownRegular
  return (
    <th
      scope="col"
      className={mergeClasses(styles.headCell, styles.edge, align === 'end' && styles.end)}
      style={{ width: column.width }}
      aria-sort={sort === undefined ? undefined : direction}
    >
      {sort === undefined ? (
        header
      ) : (
        <button type="button" className={styles.sort} onClick={() => sortBy(id)}>
          {header}
          <Icon className={mergeClasses(direction === 'none' && styles.unsorted)} aria-hidden />
        </button>
      )}
    </th>
  )
}

function Cards<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: Pick<DataTableProps<Row>, 'caption' | 'columns' | 'rows' | 'rowKey'>) {
  const styles = useStyles()
  const title = columns.find(({ isTitle }) => isTitle === true)
  const facts = columns.filter((column) => column !== title && column.isMinor !== true)
  return (
    <ul className={styles.cards} aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles.card}>
          {title !== undefined && <div className={styles.cardTitle}>{title.render(row)}</div>}
          <dl className={styles.facts}>
            {facts.map(({ id, header, render }) => (
              <div key={id}>
                <dt className={styles.term}>{header}</dt>
                <dd className={styles.fact}>{render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const sort = columns.find(({ id }) => id === sorting?.column)?.sort
  if (sort === undefined || sorting === null) return rows
  const sign = sorting.direction === 'ascending' ? 1 : -1
  return [...rows].sort((a, b) => {
    const [left, right] = [sort(a), sort(b)]
    if (left === right) return 0
    if (left === null) return 1
    if (right === null) return -1
    return typeof left === 'string' && typeof right === 'string'
      ? sign * left.localeCompare(right)
      : sign * (Number(left) - Number(right))
  })
}
