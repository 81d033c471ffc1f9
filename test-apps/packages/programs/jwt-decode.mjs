// jwt-decode: a token that is read.
import { InvalidTokenError, jwtDecode } from 'jwt-decode';

export default () => {
  try {
    return [
      jwtDecode('eyJhbGciOiJIUzI1NiJ9.eyJhIjoiw6kifQ.x'),
      jwtDecode('eyJhbGciOiJIUzI1NiJ9.e30.x', { header: true }),
      jwtDecode('none'),
    ];
  } catch (error) {
    return [error instanceof InvalidTokenError, error.message];
  }
};
