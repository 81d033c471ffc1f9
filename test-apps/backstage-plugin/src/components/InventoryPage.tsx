import { Suspense, lazy, useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Content, InfoCard, Link, Progress, StatusOK, StatusWarning, Table } from '@backstage/core-components';
import type { TableColumn } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useCounter } from 'react-use';
import crate from '../assets/crate.svg';
import { rootRouteRef } from '../routes';
import { parts, reserve } from '../stock';
import type { Part } from '../stock';
import shelf from './Shelf.module.css';
import './inventory.css';

const PartDetails = lazy(() => import(/* webpackChunkName: "part-details" */ './PartDetails'));

function usePartLink() {
  const root = useRouteRef(rootRouteRef);
  return (part: Part) => `${root?.() ?? ''}/part/${part.id}`;
}

function PartTable() {
  const partLink = usePartLink();
  const columns: TableColumn<Part>[] = [
    { title: 'Part', field: 'title', render: part => <Link to={partLink(part)}>{part.title}</Link> },
    { title: 'Shelf', field: 'shelf', render: part => <span className={shelf.label}>{part.shelf}</span> },
    {
      title: 'Stock',
      field: 'stock',
      render: part =>
        part.stock < part.minimum ? (
          <StatusWarning>{part.stock}</StatusWarning>
        ) : (
          <StatusOK>{part.stock}</StatusOK>
        ),
    },
  ];
  return (
    <Table
      title={`Parts (${parts.length})`}
      options={{ paging: false, search: true }}
      columns={columns}
      data={[...parts]}
    />
  );
}

function Reservations() {
  const [reserved, { inc }] = useCounter(0);
  const [failure, setFailure] = useState<string>();
  const reserveTooMany = () => {
    try {
      reserve('bolt-m4', 10_000);
    } catch (error) {
      setFailure((error as Error).stack);
    }
  };
  return (
    <InfoCard title="Reservations">
      <Typography data-testid="reserved">{reserved} reserved</Typography>
      <Button variant="contained" color="primary" onClick={() => inc()}>
        Reserve one
      </Button>
      <Button onClick={reserveTooMany}>Reserve too many</Button>
      {failure && (
        <pre className="inventory-failure" data-testid="failure">
          {failure}
        </pre>
      )}
    </InfoCard>
  );
}

function Overview() {
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'untitled app';
  return (
    <Grid container spacing={3} data-testid="inventory">
      <Grid item xs={12} className="inventory-head">
        <img src={crate} width={40} height={40} alt="crate" />
        <Typography variant="h5">Parts of {title}</Typography>
      </Grid>
      <Grid item xs={8}>
        <PartTable />
      </Grid>
      <Grid item xs={4}>
        <Reservations />
      </Grid>
    </Grid>
  );
}

export function InventoryPage() {
  return (
    <Content>
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="/" element={<Overview />} />
          <Route path="/part/:id" element={<PartDetails />} />
        </Routes>
      </Suspense>
    </Content>
  );
}
