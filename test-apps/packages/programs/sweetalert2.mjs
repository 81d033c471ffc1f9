// sweetalert2: a dialog that is answered.
import Swal from 'sweetalert2';

export default async () => {
  const answer = Swal.fire({
    title: 'hello',
    text: 'x',
    icon: 'question',
    showCancelButton: true,
    animation: false,
    input: 'text',
    inputValue: 'v',
  });
  await new Promise(resolve => setTimeout(resolve, 30));
  const text = Swal.getPopup().textContent.replace(/\s+/g, ' ');
  Swal.clickConfirm();
  return [text, await answer, Swal.isVisible(), Swal.version];
};
