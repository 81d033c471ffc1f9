// @aws-sdk/client-s3: a command through the stack.
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';

export default async () => {
  const seen = [];
  const requestHandler = {
    handle: async request => (
      seen.push([request.method, request.hostname, request.path, request.query]),
      {
        response: {
          statusCode: 200,
          headers: { 'content-type': 'application/xml' },
          body: new Blob([
            '<ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><Contents><Key>k&amp;</Key><Size>5</Size></Contents></ListBucketResult>',
          ]),
        },
      }
    ),
  };
  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
  });
  const { Contents, KeyCount } = await client.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'p/' }));
  return [
    Contents,
    KeyCount,
    seen,
    new GetObjectCommand({ Bucket: 'b', Key: 'k' }).input,
    new NoSuchKey({ message: 'm', $metadata: {} }).name,
  ];
};
