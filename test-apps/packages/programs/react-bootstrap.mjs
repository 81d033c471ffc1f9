// react-bootstrap: a page of components.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  Accordion,
  Alert,
  Button,
  Card,
  Col,
  Container,
  Form,
  Nav,
  Row,
  SSRProvider,
  Tab,
  Tabs,
} from 'react-bootstrap';

export default () =>
  renderToStaticMarkup(
    h(
      SSRProvider,
      null,
      h(
        Container,
        null,
        h(Row, null, h(Col, { md: 4 }, h(Alert, { variant: 'info', dismissible: true }, 'a'))),
        h(
          Accordion,
          { defaultActiveKey: '0' },
          h(Accordion.Item, { eventKey: '0' }, h(Accordion.Header, null, 'H'), h(Accordion.Body, null, 'B')),
        ),
        h(Card, null, h(Card.Body, null, h(Button, null, 'go'))),
        h(Form.Control, { type: 'email' }),
        h(Nav, null, h(Nav.Link, { href: '#' }, 'l')),
        h(Tabs, { id: 't', defaultActiveKey: 'a' }, h(Tab, { eventKey: 'a', title: 'A' }, 'x')),
      ),
    ),
  );
