import { render } from 'preact';
import './styles/tokens.css';

const Page = () => <main><h1>借贷 Jiedai</h1></main>;

render(<Page />, document.getElementById('app')!);
