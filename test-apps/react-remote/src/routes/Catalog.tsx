import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { priceTag } from '@acme/price-tag';
import { stockBadge } from '@acme/stock-badge';
import { settings } from '@acme/tla-settings';
import formatAmount from '@acme/cjs-units';
import articles from './articles.json';
import './catalog.css';

const picture = new URL('../assets/shelf.svg', import.meta.url);

export default function Catalog() {
  return (
    <div data-testid="catalog">
      <img src={picture.href} width={48} height={24} alt="shelf" />
      <Table size="small" className="catalog-table">
        <TableBody>
          {articles.map(article => (
            <TableRow key={article.name}>
              <TableCell>{article.name}</TableCell>
              <TableCell>{formatAmount(article.amount, article.unit)}</TableCell>
              <TableCell>{priceTag(article.price, settings.currency)}</TableCell>
              <TableCell>{stockBadge(article.amount)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
