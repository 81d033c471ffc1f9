import { useParams } from 'react-router-dom';
import { CodeSnippet, InfoCard, StructuredMetadataTable } from '@backstage/core-components';
import { parts } from '../stock';
import './details.css';

export default function PartDetails() {
  const { id } = useParams();
  const part = parts.find(candidate => candidate.id === id);
  return (
    <InfoCard title={part?.title ?? 'Unknown part'} className="part-details">
      <div data-testid="part-details">
        <StructuredMetadataTable metadata={{ ...part }} />
        <CodeSnippet language="json" text={JSON.stringify(part, null, 2)} />
      </div>
    </InfoCard>
  );
}
