// leven: distances of words.
import leven from 'leven';

export default () => [leven('kitten', 'sitting'), leven('因為我是中國人', '因為我是英國人'), leven('', 'abc')];
