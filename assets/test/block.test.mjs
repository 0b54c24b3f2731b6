// Pasted blocks, as Excel and WPS copy them.
import { build } from 'esbuild'
import { test } from 'node:test'
import assert from 'node:assert/strict'

const { outputFiles } = await build({ entryPoints: ['src/entry/block.ts'], bundle: true, format: 'esm', write: false })
const { isBlock, layBlock, parseBlock } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)

const columns = ['number', 'name', 'measure', 'value', 'cumulative', 'completion', 'narrative'].map(key => ({
  key, title: key, ...(['value', 'cumulative', 'narrative'].includes(key) ? { field: key } : {}),
}))
const all = new Set(['value', 'cumulative', 'narrative'])
const form = {
  columns,
  rows: [
    { indicator: 11, version: 1, name: '工业投资', editable: all },
    { indicator: 12, version: 0, name: '（二）技改投资（亿元）', editable: new Set(['value']) },
    { indicator: 13, version: 5, name: '到位资金', editable: all },
  ],
}

test('a text in quotes may hold tabs, line ends and quotes', () => {
  assert.deepEqual(parseBlock('a\t"b ""c""\n第二行\td"\t\r\n1\t2\t3\r\n'), [['a', 'b "c"\n第二行\td', ''], ['1', '2', '3']])
})

test('an inch sign inside a text is not a quotation', () => {
  assert.deepEqual(parseBlock('5" 管\t2'), [['5" 管', '2']])
})

test('one cell with a line end behind it is no block', () => {
  assert.equal(isBlock('12.5\r\n'), false)
  assert.equal(isBlock('12.5\t3'), true)
})

test('without names a block is laid from the chosen cell, past columns that nobody types into', () => {
  const laid = layBlock(parseBlock('1\t2\t99%\t完成\n3\t4'), form, { row: 1, column: 3 })
  assert.equal(laid.by, 'place')
  assert.equal(laid.beside, 1)
  assert.deepEqual(laid.locked, ['（二）技改投资（亿元）：2', '（二）技改投资（亿元）：完成'])
  assert.deepEqual(laid.cells, [{ indicator: 12, version: 0, value: '1' }, { indicator: 13, version: 5, value: '3', cumulative: '4' }])
})

test('with names rows are found wherever they stand, and a strange row is named', () => {
  const laid = layBlock(parseBlock('到位资金\t亿元\t7\n工业 投资\t亿元\t\t8\n外贸出口\t亿元\t9'), form, { row: 0, column: 3 })
  assert.equal(laid.by, 'name')
  assert.deepEqual(laid.unknown, ['外贸出口'])
  assert.deepEqual(laid.cells, [{ indicator: 13, version: 5, value: '7' }, { indicator: 11, version: 1, cumulative: '8' }])
})

test('a head tells the columns in any order', () => {
  const laid = layBlock(parseBlock('指标名称\t累计（亿元）\t本月（亿元）\n工业投资\t20\t5'), form, { row: 0, column: 3 })
  assert.deepEqual(laid.cells, [{ indicator: 11, version: 1, value: '5', cumulative: '20' }])
})

test('a blank leaves what stood there', () => {
  const laid = layBlock(parseBlock('\t20'), form, { row: 0, column: 3 })
  assert.deepEqual(laid.cells, [{ indicator: 11, version: 1, cumulative: '20' }])
})

test('more rows than the form holds are said, not wrapped round', () => {
  const laid = layBlock(parseBlock('1\n2'), form, { row: 2, column: 3 })
  assert.deepEqual(laid.unknown, ['2'])
})
