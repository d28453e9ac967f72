import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import './DataTable.css';

export interface Column<T> {
  key: string;
  label: string;
  render: (row: T) => ReactNode;
  align?: 'right';
  /** Shown as the card's heading on phones. */
  heading?: boolean;
}

interface Props<T> {
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  label: string;
}

/** A table on wide windows; on phones each row is a card with its labels. */
export function DataTable<T>({ columns, rows, rowKey, label }: Props<T>) {
  return (
    <Table
      className="wv-table"
      verticalSpacing="xs"
      horizontalSpacing="md"
      highlightOnHover
      aria-label={label}
    >
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.key} ta={column.align ?? 'left'}>
              {column.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map((column) => (
              <Table.Td
                key={column.key}
                data-label={column.label}
                data-heading={column.heading || undefined}
                data-align={column.align}
              >
                <div>{column.render(row)}</div>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
